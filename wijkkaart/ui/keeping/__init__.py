"""Pages that keep the sociale kaart alive: who calls whom, what is fresh, a walk past places, doubles."""
