"""How change, effect and cost are judged: plain numbers in, plain numbers out."""
