"""The commission's meetings: their agenda, who was there, their minutes."""
