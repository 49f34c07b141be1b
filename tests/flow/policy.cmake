sohoa_flow_test(reuse_command flow)
