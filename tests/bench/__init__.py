"""Benchmarks, outside the normal run: `make bench` prints ratios that hold on any machine."""
