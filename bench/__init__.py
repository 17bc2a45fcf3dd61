"""Measurements, side by side with comparable programs; nothing here is a test."""
