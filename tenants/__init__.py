"""What a company's telephony is: pure Python without I/O; knows neither the control plane nor the node."""
