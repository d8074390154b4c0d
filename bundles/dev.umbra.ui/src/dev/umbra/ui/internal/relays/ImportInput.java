package dev.umbra.ui.internal.relays;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Identities;
import dev.umbra.core.catalog.CatalogCheck;

/**
 * A private key as it is given to be taken over. Pure.
 *
 * @param name blank: the host finds one
 * @param records how many records the identity in use has
 * @param move whether they move to the new one; null: not said yet
 */
record ImportInput(String key, String password, String name, int records, @Nullable Boolean move) {
	private static final String ENCRYPTED = "ncryptsec1";

	enum Field {
		KEY, PASSWORD, NAME, MOVE
	}

	/** Whether a password belongs to it. */
	static boolean isEncrypted(String key) {
		return key.strip().toLowerCase(Locale.ROOT).startsWith(ENCRYPTED);
	}

	/** In words, by field; empty if it can be asked for. */
	Map<Field, String> problems() {
		Map<Field, String> problems = new EnumMap<>(Field.class);
		String text = key.strip().toLowerCase(Locale.ROOT);
		if (text.isEmpty()) {
			problems.put(Field.KEY, Messages.import_empty);
		} else if (text.startsWith("npub1")) {
			problems.put(Field.KEY, Messages.import_public);
		} else if (!text.startsWith("nsec1") && !isEncrypted(text) && !text.matches("[0-9a-f]{64}")) {
			problems.put(Field.KEY, Messages.import_other);
		}
		if (isEncrypted(key) && password.isEmpty()) {
			problems.put(Field.PASSWORD, Messages.import_no_password);
		}
		String words = name.isBlank() ? null : CatalogCheck.nameProblem(name.strip());
		if (words != null) {
			problems.put(Field.NAME, words);
		}
		if (records > 0 && move == null) {
			problems.put(Field.MOVE, NLS.bind(Messages.import_no_move, records));
		}
		return problems;
	}

	/** Only without {@link #problems}. */
	Identities.Import call(CommandId id) {
		return new Identities.Import(id, key.strip(), isEncrypted(key) ? password : null, name.isBlank() ? null : name.strip(),
				records == 0 ? Boolean.FALSE : move);
	}

	/** Without key and password. */
	@Override
	public String toString() {
		return "ImportInput[name=" + name + ", records=" + records + ", move=" + move + "]";
	}
}
