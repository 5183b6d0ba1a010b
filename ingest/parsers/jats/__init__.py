"""Journal articles in XML: JATS and BioMed Central."""
