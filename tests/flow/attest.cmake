sohoa_flow_test(attest flow)
sohoa_flow_test(fixture_ten flow)
