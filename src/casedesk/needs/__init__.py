"""What a person needs and how safe they are: intake, needs per life domain, safety."""
