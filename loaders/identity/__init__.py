"""Which records are of one person: Fellegi–Sunter linkage over columns; knows neither database nor HTTP."""
