package dev.umbra.git;

import static dev.umbra.git.TestRepository.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Clocks;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories.Place;

/** A repository that would run programs at every turn, looked at from all sides. */
class ReadsRunNoCodeTest {
	@TempDir
	private Path temp;
	private TestRepository repository;
	private Path mark;

	@BeforeEach
	void aRepositoryFullOfTraps() throws IOException {
		repository = TestRepository.made(temp).with("text.md", "old\n").with("data.bin", "x\n").with("signed.txt", "s\n").committed("Second");
		mark = temp.resolve("mark");
		Path tools = temp.resolve("tools");
		String filter = repository.script(tools.resolve("filter"), mark, "cat").toString();
		String process = repository.script(tools.resolve("process"), mark, "exit 1").toString();
		String monitor = repository.script(tools.resolve("monitor"), mark, "exit 0").toString();
		String external = repository.script(tools.resolve("external"), mark, "echo external").toString();
		String other = repository.script(tools.resolve("other"), mark, "exit 0").toString();
		for (String hook : List.of("post-index-change", "pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman")) {
			repository.script(repository.folder.resolve(".git/hooks/" + hook), mark, "exit 0");
		}
		repository.git("config", "filter.trap.clean", filter);
		repository.git("config", "filter.trap.smudge", filter);
		repository.git("config", "filter.trap.required", "true");
		repository.git("config", "filter.odd=name.x.process", process);
		repository.git("config", "filter.odd=name.x.clean", filter);
		repository.git("config", "core.fsmonitor", monitor);
		repository.git("config", "diff.external", external);
		repository.git("config", "diff.trap.command", external);
		repository.git("config", "diff.trap.textconv", external);
		repository.git("config", "diff.conv.textconv", external);
		repository.git("config", "core.pager", other);
		repository.git("config", "pager.status", other);
		repository.git("config", "pager.diff", other);
		repository.git("config", "core.editor", other);
		repository.git("config", "core.askPass", other);
		repository.git("config", "core.sshCommand", other);
		repository.git("config", "credential.helper", "!" + other);
		repository.git("config", "gpg.program", other);
		repository.git("config", "gpg.ssh.program", other);
		repository.git("config", "log.showSignature", "true");
		repository.git("config", "alias.status", "!" + other);
		repository.git("config", "alias.diff", "!" + other);
		Files.writeString(repository.folder.resolve(".git/included"), "[filter \"late\"]\n\tclean = " + filter + "\n");
		repository.git("config", "include.path", "included");
		Files.writeString(repository.folder.resolve(".git/info/attributes"), "*.bin filter=odd=name.x\nsigned.txt filter=late\n");
		repository.with(".gitattributes", "*.txt filter=trap diff=trap\n*.md diff=conv filter=trap\n");
		repository.with("a.txt", "changed\n").with("text.md", "new\n").with("data.bin", "changed, too\n").with("signed.txt", "t\n").with("new.txt", "n\n");
		Files.deleteIfExists(mark);
	}

	@Test
	void theTrapsWork() throws IOException {
		TestRepository.run(repository.folder, Map.of(), "status");
		assertTrue(Files.exists(mark), "a plain status runs them");
		Files.delete(mark);
		TestRepository.run(repository.folder, Map.of("GIT_CONFIG_COUNT", "1", "GIT_CONFIG_KEY_0", "core.fsmonitor", "GIT_CONFIG_VALUE_0", "false"), "diff", "--", "text.md");
		assertTrue(Files.exists(mark), "and so does a plain difference");
	}

	@Test
	void stateFilesAndDifferencesRunNothing() throws IOException {
		Map<String, String> before = repository.standing();
		Place place = repository.place();
		GitState state = repository.state();
		assertNotNull(state.tree(), state::toString);
		// four changed; new.txt and .gitattributes are new
		assertEquals(4, state.tree().counts().modified());
		assertEquals(2, state.tree().counts().untracked());
		assertEquals("Second", state.tree().lastCommit().subject());
		assertFalse(done(repository.service.files(place, List.of(repository.folder.resolve("a.txt").toString(), repository.folder.resolve("new.txt").toString()), 100)).isEmpty());
		for (GitDiff.Kind kind : GitDiff.Kind.values()) {
			done(repository.service.diff(place, kind, null, repository.head()));
			done(repository.service.diff(place, kind, "text.md", repository.head()));
		}
		GitDiff diff = done(repository.service.diff(place, GitDiff.Kind.WORKING, "text.md", null));
		assertTrue(diff.text().contains("-old\n+new\n"), diff::text);
		assertNotNull(done(repository.service.start(place)).commit());
		done(repository.service.files(place, List.of(), 100));
		repository.git("stash", "list");
		assertFalse(Files.exists(mark), "a program of the repository ran");
		Files.deleteIfExists(mark);
		assertEquals(before.keySet(), repository.standing().keySet());
		assertEquals(before, repository.standing(), "and nothing was written");
	}

	@Test
	void aFilterThatComesLaterIsSeen() throws IOException {
		repository.state();
		repository.git("config", "filter.more.clean", temp.resolve("tools/filter").toString());
		Files.writeString(repository.folder.resolve(".git/info/attributes"), "*.bin filter=more\n");
		Files.writeString(repository.folder.resolve(".git/included"), "[filter \"evenLater\"]\n\tclean = " + temp.resolve("tools/filter") + "\n");
		repository.with(".gitattributes", "*.txt filter=evenLater\n").with("data.bin", "again\n").with("a.txt", "and again\n");
		Files.deleteIfExists(mark);
		assertEquals(4, repository.tree().counts().modified());
		repository.with("data.bin", "and once more\n");
		assertEquals(4, repository.tree().counts().modified());
		assertFalse(Files.exists(mark), "a program of the repository ran");
	}

	@Test
	void inATrustedFolderFiltersRunSinceElseFilesDifferThatDoNot() throws IOException {
		repository.git("config", "--unset", "core.fsmonitor");
		assertTrue(done(repository.service.state(repository.trusted())).tree().trusted());
		assertTrue(Files.exists(mark));
	}

	@Test
	void aSubmoduleIsNotLookedInto() throws IOException {
		TestRepository inner = TestRepository.made(Files.createDirectories(temp.resolve("inner")));
		TestRepository outer = TestRepository.made(Files.createDirectories(temp.resolve("outer")));
		TestRepository.in(outer.folder, "-c", "protocol.file.allow=always", "submodule", "-q", "add", inner.folder.toString(), "sub");
		outer.committed("With a submodule");
		Path sub = outer.folder.resolve("sub");
		TestRepository.in(sub, "config", "filter.trap.clean", temp.resolve("tools/filter").toString());
		TestRepository.in(sub, "config", "core.fsmonitor", temp.resolve("tools/monitor").toString());
		Files.writeString(sub.resolve(".gitattributes"), "* filter=trap\n");
		Files.writeString(sub.resolve("a.txt"), "changed\n");
		Files.deleteIfExists(mark);
		assertTrue(outer.tree().counts().clean(), () -> outer.tree().toString());
		GitState within = done(outer.service.state(new Place(sub, List.of())));
		assertEquals(outer.folder.toString(), within.tree().submoduleOf());
		assertEquals(FileChange.MODIFIED, within.tree().files().stream().filter(file -> file.path().equals("a.txt")).findFirst().orElseThrow().unstaged());
		assertFalse(Files.exists(mark), "a program of the submodule ran");
	}

	/** What the service answers where git has this home folder: by a program of that name that sets it. */
	private GitRepositories withHome(Path home) throws IOException {
		Path git = temp.resolve("bin/git");
		Files.createDirectories(git.getParent());
		Files.writeString(git, "#!/bin/sh\nHOME='" + home + "' XDG_CONFIG_HOME='" + home.resolve(".config") + "' exec '" + TestRepository.program() + "' \"$@\"\n");
		assertTrue(git.toFile().setExecutable(true));
		return new GitRepositories(temp.resolve("worktrees"), temp.resolve("begun"), Clocks.SYSTEM, () -> git, () -> "");
	}

	@Test
	void filtersOfThePersonsOwnConfigurationDoNotRunUnlessTheFolderIsTrusted() throws IOException {
		TestRepository plain = TestRepository.made(Files.createDirectories(temp.resolve("plain"))).with("x.one", "1\n").with("x.two", "2\n").with("x.three", "3\n").committed("More");
		String filter = temp.resolve("tools/filter").toString();
		Path home = Files.createDirectories(temp.resolve("home/.config/git")).getParent().getParent();
		// named in the repository, defined in the person's files: directly, in what they include, and under a condition
		plain.with(".gitattributes", "*.one filter=mine\n*.two filter=included diff=mine\n");
		Files.writeString(home.resolve(".gitconfig"), "[filter \"mine\"]\n\tclean = " + filter + "\n\trequired = true\n[diff \"mine\"]\n\ttextconv = " + filter + "\n\tcommand = " + filter
				+ "\n[include]\n\tpath = more\n[core]\n\tattributesFile = " + home.resolve("attributes") + "\n\tfsmonitor = " + temp.resolve("tools/monitor")
				+ "\n\tpager = " + filter + "\n\tsshCommand = " + filter + "\n[diff]\n\texternal = " + filter + "\n[credential]\n\thelper = !" + filter
				+ "\n[alias]\n\tstatus = !" + filter + "\n\tlog = !" + filter + "\n[gpg]\n\tprogram = " + filter + "\n[includeIf \"onbranch:main\"]\n\tpath = ~/conditional\n");
		Files.writeString(home.resolve("more"), "[filter \"included\"]\n\tprocess = " + temp.resolve("tools/process") + "\n\tclean = " + filter + "\n");
		Files.writeString(home.resolve("conditional"), "[filter \"conditional\"]\n\tclean = " + filter + "\n");
		Files.writeString(home.resolve("attributes"), "*.three filter=conditional\n");
		plain.with("x.one", "one\n").with("x.two", "two\n").with("x.three", "three\n");
		GitRepositories service = withHome(home);
		Files.deleteIfExists(mark);
		for (int i = 0; i < 2; i++) {
			GitState state = done(service.state(plain.place()));
			assertEquals(3, state.tree().counts().modified(), state::toString);
			assertTrue(done(service.diff(plain.place(), GitDiff.Kind.WORKING, null, null)).text().contains("-2\n+two\n"));
			assertEquals(4, done(service.files(plain.place(), List.of(), 100)).size());
			plain.with("x.three", "three, changed\n");
		}
		assertFalse(Files.exists(mark), "a program of the person's configuration ran");
		done(service.state(plain.trusted()));
		assertTrue(Files.exists(mark), "in a trusted folder they do");
	}

	@Test
	void anObjectThatIsMissingIsNotFetched() throws IOException {
		TestRepository partial = TestRepository.made(Files.createDirectories(temp.resolve("partial")));
		String other = temp.resolve("tools/other").toString();
		partial.git("config", "extensions.partialClone", "origin");
		partial.git("config", "core.repositoryFormatVersion", "1");
		partial.git("config", "remote.origin.promisor", "true");
		partial.git("config", "remote.origin.uploadpack", other);
		partial.git("config", "protocol.ext.allow", "always");
		String blob = partial.git("rev-parse", "HEAD:a.txt");
		Files.delete(partial.folder.resolve(".git/objects").resolve(blob.substring(0, 2)).resolve(blob.substring(2)));
		partial.with("a.txt", "changed\n");
		partial.git("config", "core.sshCommand", other);
		for (String url : List.of("ext::" + other, "ssh://example.invalid/repository", temp.resolve("elsewhere").toString())) {
			partial.git("config", "remote.origin.url", url);
			Files.deleteIfExists(mark);
			assertEquals(1, partial.tree().counts().modified());
			for (GitDiff.Kind kind : GitDiff.Kind.values()) {
				partial.service.diff(partial.place(), kind, null, partial.head()).handle((diff, missing) -> "").toCompletableFuture().join();
			}
			assertFalse(Files.exists(mark), "something was fetched from " + url);
			TestRepository.run(partial.folder, Map.of(), "diff");
			assertTrue(Files.exists(mark), "git by itself would have fetched from " + url);
		}
	}

	@Test
	void whatASubmoduleIsToDoDoesNotMatter() throws IOException {
		TestRepository inner = TestRepository.made(Files.createDirectories(temp.resolve("inner")));
		TestRepository outer = TestRepository.made(Files.createDirectories(temp.resolve("outer")));
		TestRepository.in(outer.folder, "-c", "protocol.file.allow=always", "submodule", "-q", "add", inner.folder.toString(), "sub");
		outer.committed("With a submodule");
		String other = temp.resolve("tools/other").toString();
		outer.git("config", "-f", ".gitmodules", "submodule.sub.ignore", "none");
		for (String[] each : new String[][] { { "submodule.sub.ignore", "none" }, { "submodule.sub.update", "!" + other }, { "diff.ignoreSubmodules", "none" }, { "diff.submodule", "diff" },
				{ "status.submoduleSummary", "true" }, { "submodule.recurse", "true" } }) {
			outer.git("config", each[0], each[1]);
		}
		Path sub = outer.folder.resolve("sub");
		TestRepository.in(sub, "config", "core.fsmonitor", temp.resolve("tools/monitor").toString());
		TestRepository.in(sub, "config", "filter.trap.clean", temp.resolve("tools/filter").toString());
		TestRepository.in(sub, "config", "diff.external", other);
		Files.writeString(sub.resolve(".gitattributes"), "* filter=trap\n");
		Files.writeString(sub.resolve("a.txt"), "changed\n");
		TestRepository.in(sub, "-c", "filter.trap.clean=cat", "-c", "core.fsmonitor=false", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-a", "-m", "Further");
		Files.deleteIfExists(mark);
		WorkTree tree = outer.tree();
		assertTrue(tree.files().stream().anyMatch(file -> file.path().equals("sub") && file.submodule()), tree::toString);
		for (GitDiff.Kind kind : GitDiff.Kind.values()) {
			done(outer.service.diff(outer.place(), kind, null, outer.head()));
		}
		done(outer.service.files(outer.place(), List.of(), 100));
		assertFalse(Files.exists(mark), "a program of the submodule ran");
	}
}
