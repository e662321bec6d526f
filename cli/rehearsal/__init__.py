"""A whole meeting in time-lapse: the real house with invented people."""
