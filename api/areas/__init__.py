"""Areas: the municipalities that own what is here."""
