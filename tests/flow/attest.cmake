sohoa_flow_test(attest flow)
