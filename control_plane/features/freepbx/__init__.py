"""Moving in from FreePBX: its backup or dump becomes objects of a company, with a report of everything else."""
