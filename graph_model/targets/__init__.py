"""目标看板: every number the policy documents set, in their own words, and what the graph holds against each."""
