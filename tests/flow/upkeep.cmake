sohoa_flow_test(upkeep flow)
