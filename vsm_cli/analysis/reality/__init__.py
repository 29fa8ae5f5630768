"""What logs measured against what is declared."""
