"""A whole cycle, made up and acted out through HTTP as offices do it. Everything in it is *SINTETIS*."""
