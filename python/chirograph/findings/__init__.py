"""What results say in plain sentences, and the answer they give to a question."""
