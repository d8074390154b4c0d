package dev.umbra.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Host;

/** Looks at everything the host needs and says what is wrong with it, and what to do. */
final class Doctor {
	private final HostParts parts;

	Doctor(HostParts parts) {
		this.parts = parts;
	}

	CompletionStage<Host.Report> report() {
		return parts.store().check().thenCombine(parts.runtime().presets(), (store, presets) -> {
			List<Host.Check> checks = new ArrayList<>();
			checks.add(ok("host", "pid " + ProcessHandle.current().pid() + ", data folder " + parts.folder().path()));
			checks.add(ok("host's java", Runtime.version() + " in " + System.getProperty("java.home")));
			checks.add(store.isEmpty()
					? ok("store", parts.store().file() + ", " + parts.store().bytes() / 1024 + " KiB, format "
							+ parts.store().schemaVersion())
					: new Host.Check("store", "failed", store, "Back it up before anything else: umbra host backup FILE"));
			checks.add(ok("socket", parts.role().socket().toString()));
			program(checks, "git", "Needed for the state of a session's folder. Install git.");
			program(checks, "node", "Many agents need it. Install Node.js 20 or newer.");
			if (System.getProperty("os.name", "").equals("Linux")) {
				program(checks, "setsid", "Keeps agents and host apart from the terminal. Install util-linux.");
			}
			checks.add(display());
			for (Preset preset : presets) {
				checks.add(preset.installed()
						? ok("agent " + preset.id(), preset.path() + (preset.version() == null ? "" : ", " + preset.version()))
						: new Host.Check("agent " + preset.id(), "warning", "not installed", preset.install()));
			}
			return new Host.Report(checks);
		});
	}

	private void program(List<Host.Check> checks, String name, String hint) {
		@Nullable
		Path path = parts.runtime().find(name);
		checks.add(path != null ? ok(name, path.toString())
				: new Host.Check(name, "warning", "not found on the login shell's PATH", hint));
	}

	private static Host.Check display() {
		String os = System.getProperty("os.name", "");
		if (!os.equals("Linux") || System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
			return ok("display", os.equals("Linux")
					? String.valueOf(System.getenv("DISPLAY") != null ? System.getenv("DISPLAY") : System.getenv("WAYLAND_DISPLAY"))
					: os);
		}
		return new Host.Check("display", "warning", "none where the host was started",
				"Only a window needs one; the command works without.");
	}

	private static Host.Check ok(String name, String text) {
		return new Host.Check(name, "ok", text, null);
	}
}
