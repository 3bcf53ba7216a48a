"""The figure of claims over time, and how a figure is kept together with the rows it shows."""
