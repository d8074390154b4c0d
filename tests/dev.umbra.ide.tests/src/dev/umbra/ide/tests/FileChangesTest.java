package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.jobs.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.ui.FileChanges;

/** What is written in the workspace is told once per change, by the folder of its project. */
class FileChangesTest {
	@TempDir
	Path folder;
	private IProject project;
	private final List<Path> told = new CopyOnWriteArrayList<>();
	private Runnable end;

	@BeforeEach
	void listen() throws Exception {
		Files.writeString(folder.resolve("a.txt"), "a");
		project = Ide.project("shop", folder);
		project.refreshLocal(IResource.DEPTH_INFINITE, null);
		Job.getJobManager().join(ResourcesPlugin.FAMILY_AUTO_BUILD, null);
		end = Ide.service(FileChanges.class).onChange(told::add);
	}

	@AfterEach
	void close() throws Exception {
		end.run();
		project.delete(false, true, null);
	}

	private List<Path> told() {
		List<Path> all = List.copyOf(told);
		told.clear();
		return all;
	}

	@Test
	void whatIsWrittenIsToldByItsProject() throws Exception {
		IFile file = project.getFile("a.txt");
		file.setContents(new ByteArrayInputStream("b".getBytes()), true, false, null);
		assertEquals(List.of(folder), told());
		file.delete(true, null);
		assertEquals(List.of(folder), told());
		end.run();
		project.getFile("c.txt").create(new ByteArrayInputStream(new byte[0]), true, null);
		assertEquals(List.of(), told());
	}

	@Test
	void manyFilesInOneChangeAreToldOnce() throws Exception {
		ResourcesPlugin.getWorkspace().run(monitor -> {
			for (int i = 0; i < 50; i++) {
				project.getFile(i + ".txt").create(new ByteArrayInputStream(new byte[0]), true, null);
			}
		}, null);
		assertEquals(List.of(folder), told());
	}

	@Test
	void neitherMarkersNorWhatBuildersMakeIsTold() throws Exception {
		project.getFile("a.txt").createMarker(IMarker.PROBLEM);
		IFolder out = project.getFolder("out");
		ResourcesPlugin.getWorkspace().run(monitor -> {
			out.create(IResource.DERIVED, true, null);
			out.getFile("a.class").create(new ByteArrayInputStream(new byte[1]), IResource.DERIVED, null);
		}, null);
		assertEquals(List.of(), told());
	}
}
