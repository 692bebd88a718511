"""What is behind the launcher, and what it needs of Jupyter: java environment/Workbook.java VERB."""
