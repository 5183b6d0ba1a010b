"""Where two current sources disagree on what is asked: on a dose, an interval, a recommendation, a direction."""
