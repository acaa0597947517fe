"""What a number needs before it may be shown: value, n, missing, interval, period; suppression; plots."""
