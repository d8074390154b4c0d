package dev.umbra.core.permission;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What lies in a session's folder and is run or obeyed by programs without anybody asking: no policy lets an agent write
 * there (docs/formats/rules.md lists it for people).
 */
final class Protected {
	/** Folders, and everything below them, at any depth; without regard to case, as some file systems take them. */
	private static final Set<String> NAMES = Set.of(".git", "git~1", ".hg", ".svn", ".jj", ".vscode", ".vscode-server", ".idea",
			".fleet", ".zed", ".devcontainer", ".husky", ".githooks", ".github", ".gitlab", ".circleci", ".buildkite",
			".claude", ".codex", ".opencode", ".cursor", ".gemini", ".qwen", ".goose", ".cline", ".continue", ".roo",
			".windsurf", ".aider", ".agents", ".ssh", ".gnupg", ".aws", ".kube", ".docker", ".config", ".local", ".cargo",
			".mvn", ".gradle", ".yarn", ".direnv", ".venv",
			// files
			".envrc", ".env", ".gitmodules", ".gitattributes", ".gitconfig", ".gitlab-ci.yml", ".travis.yml",
			".pre-commit-config.yaml", ".mcp.json", ".claude.json", ".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs",
			".pypirc", ".netrc", ".clinerules", ".cursorrules", ".windsurfrules", ".goosehints", ".tool-versions",
			".mise.toml", "mise.toml", ".nvmrc", ".rvmrc", ".ruby-version", ".python-version", ".inputrc", ".xprofile",
			".xinitrc", ".xsession", ".login", ".logout", ".profile", ".exrc", ".vimrc", ".nvimrc", ".emacs",
			".dir-locals.el", ".lldbinit", ".gdbinit", ".project", ".classpath", ".factorypath");
	/** Beginnings of names: the families of shells' start files and the like. */
	private static final List<String> BEGINNINGS = List.of(".env.", ".bash", ".zsh", ".zlog", ".zprofile", ".ksh", ".csh",
			".tcsh", ".fish", ".aider.", ".opencode.", ".vim", ".mise.", ".git");

	private Protected() {
	}

	/** @param names of a path, below the session's folder */
	static boolean touches(List<String> names) {
		return names.stream().map(Protected::plain).anyMatch(
				name -> NAMES.contains(name) || BEGINNINGS.stream().anyMatch(begin -> name.startsWith(begin)));
	}

	/**
	 * As file systems see a name that do not care for case, for characters that cannot be seen, or (Windows) for dots and
	 * blanks at the end or streams.
	 */
	private static String plain(String name) {
		String seen = name.codePoints().filter(c -> Character.getType(c) != Character.FORMAT)
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
		// to upper case first: there are letters with two lower cases and one upper case
		String lower = seen.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
		int stream = lower.indexOf(':');
		String base = stream > 0 ? lower.substring(0, stream) : lower;
		int end = base.length();
		while (end > 0 && (base.charAt(end - 1) == '.' || base.charAt(end - 1) == ' ')) {
			end--;
		}
		return base.substring(0, end);
	}
}
