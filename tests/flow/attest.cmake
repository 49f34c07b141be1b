sohoa_flow_test(attest flow)
set_tests_properties(flow_attest PROPERTIES TIMEOUT 600)  # 30 batches are read
sohoa_flow_test(fixture_ten flow)
sohoa_flow_test(attest_order flow)
sohoa_flow_test(scan_gate flow)
