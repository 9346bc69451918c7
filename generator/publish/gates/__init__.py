"""The gates, one public function each; ``generator.publish.gate`` finds them by itself."""
