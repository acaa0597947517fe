"""What reablement costs and spares, from prices the municipality gives."""
