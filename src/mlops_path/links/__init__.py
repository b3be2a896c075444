"""Whether addresses are still there: `checking` asks the network, `findings` keeps what was found."""
