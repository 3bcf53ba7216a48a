"""Who said what, when, on whose word, and who contradicts whom: functions on tables."""
