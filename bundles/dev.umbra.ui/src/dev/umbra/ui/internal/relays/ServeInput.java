package dev.umbra.ui.internal.relays;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Host;

/**
 * Whether and how this computer is to be a relay, as it is written. Pure.
 *
 * @param others whether other devices may reach it
 * @param address where it listens for others
 * @param allowed their public keys, with white space or commas between
 */
record ServeInput(boolean on, String port, boolean others, String address, String allowed) {
	static final String LOOPBACK = "127.0.0.1";
	static final String EVERYWHERE = "0.0.0.0";
	static final int USUAL_PORT = 7447;
	private static final int HIGHEST_PORT = 65535;
	private static final Pattern KEY = Pattern.compile("npub1[0-9a-z]{58}|[0-9a-fA-F]{64}");

	enum Field {
		PORT, ALLOWED
	}

	/** As the settings have it. @param npub whose key is offered where none is allowed yet; empty for nobody's */
	static ServeInput of(Map<String, String> settings, String npub) {
		String serve = settings.getOrDefault("relay-serve", "off");
		String allow = settings.getOrDefault("relay-serve-allow", "none");
		boolean on = !serve.equals("off");
		String address = settings.getOrDefault("relay-serve-address", LOOPBACK);
		boolean others = !address.matches("127\\..*|::1|localhost");
		return new ServeInput(on, on ? serve : Integer.toString(USUAL_PORT), others, others ? address : EVERYWHERE, allow.equals("none") ? npub : String.join("\n", keys(allow)));
	}

	private static List<String> keys(String text) {
		return Pattern.compile("[\\s,]+").splitAsStream(text.strip()).filter(each -> !each.isEmpty()).toList();
	}

	/** In words, by field; empty if it can be asked for. */
	Map<Field, String> problems() {
		Map<Field, String> problems = new EnumMap<>(Field.class);
		if (!on) {
			return problems;
		}
		if (!port.strip().matches("[0-9]{1,5}") || Integer.parseInt(port.strip()) > HIGHEST_PORT) {
			problems.put(Field.PORT, NLS.bind(Messages.serve_no_port, port.strip()));
		}
		if (others && keys(allowed).isEmpty()) {
			problems.put(Field.ALLOWED, Messages.serve_nobody);
		} else if (others) {
			keys(allowed).stream().filter(each -> !KEY.matcher(each).matches()).findFirst()
					.ifPresent(each -> problems.put(Field.ALLOWED, each.startsWith("nsec1") ? Messages.serve_private : NLS.bind(Messages.serve_no_key, each)));
		}
		return problems;
	}

	/** Only without {@link #problems}. */
	Host.Serve call(CommandId id) {
		return on ? new Host.Serve(id, false, Integer.valueOf(port.strip()), others ? address : LOOPBACK, others ? keys(allowed) : List.of())
				: new Host.Serve(id, true, null, null, null);
	}

	/** As programs of this computer reach it. */
	String url() {
		return "ws://" + LOOPBACK + ":" + port.strip();
	}
}
