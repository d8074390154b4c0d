package dev.umbra.ui.internal.relays;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.api.Identities;

/**
 * How a private key is to leave. Pure.
 *
 * @param encrypted behind the password (NIP-49); else plain
 * @param file where it is to be written; empty: into the clipboard
 * @param agreed whether the person said that they know what it means
 */
record ExportInput(boolean encrypted, String password, String again, boolean toFile, String file, boolean agreed) {
	private static final int SHORTEST = 8;

	enum Field {
		PASSWORD, FILE, AGREED
	}

	/** In words, by field; empty if it can be done. */
	Map<Field, String> problems() {
		Map<Field, String> problems = new EnumMap<>(Field.class);
		if (encrypted && password.length() < SHORTEST) {
			problems.put(Field.PASSWORD, NLS.bind(Messages.export_short, SHORTEST));
		} else if (encrypted && !password.equals(again)) {
			problems.put(Field.PASSWORD, Messages.export_differ);
		}
		if (toFile && !isAbsolute()) {
			problems.put(Field.FILE, Messages.export_absolute);
		}
		if (!agreed) {
			problems.put(Field.AGREED, Messages.export_not_agreed);
		}
		return problems;
	}

	private boolean isAbsolute() {
		try {
			return Path.of(file.strip()).isAbsolute();
		} catch (InvalidPathException e) {
			return false;
		}
	}

	/** @param npub of the identity: who filled this in has confirmed it */
	Identities.Export call(String npub) {
		return new Identities.Export(npub, encrypted ? password : null, npub);
	}

	/** Without passwords. */
	@Override
	public String toString() {
		return "ExportInput[encrypted=" + encrypted + ", toFile=" + toFile + "]";
	}
}
