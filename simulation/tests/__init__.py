"""Tests of what the simulation makes up; the acts themselves are tested by acting them out."""
