"""The strength of alliances: measures, verdict and loss drill of networks given as arrays; knows no database."""
