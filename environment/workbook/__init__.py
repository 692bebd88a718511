"""What happens to notebooks outside JupyterLab: executing, saving, comparing."""
