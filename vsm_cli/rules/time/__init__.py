"""Rules about time and quality: what the steps take, what is promised, what comes back."""
