package dev.umbra.cli;

import java.io.IOException;

/** Whoever read our output has gone ({@code umbra … | head}): the command ends quietly. */
final class OutputClosed extends RuntimeException {
	private static final long serialVersionUID = 1L;

	OutputClosed(IOException cause) {
		super(cause);
	}
}
