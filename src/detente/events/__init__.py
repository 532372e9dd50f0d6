"""Event data: who did what to whom, when, as reported; series made of them."""
