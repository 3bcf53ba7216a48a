"""What the tables say together: functions on tables."""
