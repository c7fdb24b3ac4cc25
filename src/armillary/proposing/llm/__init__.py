"""Language models as proposers: asked through any endpoint of OpenAI's protocol, and believed only where grounded."""
