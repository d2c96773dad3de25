"""The map: folium and what it needs."""
