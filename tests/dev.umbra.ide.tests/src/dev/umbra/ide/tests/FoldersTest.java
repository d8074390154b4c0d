package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.ui.ClientKey;
import dev.umbra.ui.FolderChooser;

/** The IDE offers its projects as folders of sessions. */
class FoldersTest {
	@TempDir
	Path folder;
	private final List<IProject> projects = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		Ide.page().closeAllEditors(false);
		for (IProject project : projects) {
			project.delete(false, true, null);
		}
	}

	private IProject project(String name) throws Exception {
		Path place = Files.createDirectory(folder.resolve(name));
		Files.writeString(place.resolve("a.txt"), "a");
		IProject project = Ide.project(name, place);
		project.refreshLocal(IResource.DEPTH_INFINITE, null);
		projects.add(project);
		return project;
	}

	private static List<String> names() {
		return Ide.service(FolderChooser.class).folders().stream().map(FolderChooser.Folder::name).toList();
	}

	@Test
	void openProjectsAreOfferedByNameWithTheirFolders() throws Exception {
		project("beta");
		project("Alpha");
		project("closed").close(null);
		assertEquals(List.of("Alpha", "beta"), names());
		assertEquals(folder.resolve("Alpha"), Ide.service(FolderChooser.class).folders().getFirst().path());
	}

	@Test
	void theProjectOfTheEditorInViewIsFirst() throws Exception {
		project("alpha");
		IDE.openEditor(Ide.page(), project("beta").getFile("a.txt"));
		assertEquals(List.of("beta", "alpha"), names());
	}

	@Test
	void aProjectWhoseFolderIsGoneIsNotOffered() throws Exception {
		project("alpha");
		project("gone");
		// the workspace may still write what it knows of the project: into a folder that it would make anew
		Job.getJobManager().join(ResourcesPlugin.FAMILY_AUTO_BUILD, null);
		Job.getJobManager().join(ResourcesPlugin.FAMILY_AUTO_REFRESH, null);
		Files.delete(folder.resolve("gone/.project"));
		Files.delete(folder.resolve("gone/a.txt"));
		Files.delete(folder.resolve("gone"));
		assertEquals(List.of("alpha"), names());
	}

	@Test
	void theKeyNamesTheWorkspace() {
		String workspace = ResourcesPlugin.getWorkspace().getRoot().getLocation().toOSString();
		assertEquals("ide:" + workspace, Ide.service(ClientKey.class).value());
	}
}
