"""To and from the tools of the trade: REFI-QDA, W3C Web Annotation, Discourse Network Analyzer, Frictionless."""
