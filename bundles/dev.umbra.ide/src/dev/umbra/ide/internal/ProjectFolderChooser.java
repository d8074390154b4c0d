package dev.umbra.ide.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.IPath;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.ui.FolderChooser;

/** The folders of the open projects, that of the selection or of the editor in view first. */
@Component
public final class ProjectFolderChooser implements FolderChooser {
	private final IWorkspace workspace;

	@Activate
	public ProjectFolderChooser(@Reference IWorkspace workspace) {
		this.workspace = workspace;
	}

	@Override
	public List<Folder> folders() {
		IProject first = current();
		Comparator<IProject> byName = Comparator.comparing(IProject::getName, Collator.getInstance());
		return Arrays.stream(workspace.getRoot().getProjects()).filter(IProject::isAccessible)
				.sorted(Comparator.comparing((IProject project) -> !project.equals(first)).thenComparing(byName))
				.map(ProjectFolderChooser::folder).filter(folder -> folder != null && Files.isDirectory(folder.path())).toList();
	}

	/** Null for a project that is not in a local file system. */
	private static @Nullable Folder folder(IProject project) {
		Path path = path(project);
		return path == null ? null : new Folder(project.getName(), path);
	}

	/** Where a resource is, or null if it is not in a local file system. */
	static @Nullable Path path(IResource resource) {
		IPath location = resource.getLocation();
		return location == null ? null : location.toPath();
	}

	/** The project that the person looks at. */
	private static @Nullable IProject current() {
		IWorkbenchWindow window = PlatformUI.isWorkbenchRunning() ? PlatformUI.getWorkbench().getActiveWorkbenchWindow() : null;
		if (window == null) {
			return null;
		}
		if (window.getSelectionService().getSelection() instanceof IStructuredSelection selection && !selection.isEmpty()) {
			IResource resource = Adapters.adapt(selection.getFirstElement(), IResource.class);
			if (resource != null && resource.getProject() != null) {
				return resource.getProject();
			}
		}
		IWorkbenchPage page = window.getActivePage();
		IEditorPart editor = page == null ? null : page.getActiveEditor();
		IResource edited = editor == null ? null : Adapters.adapt(editor.getEditorInput(), IResource.class);
		return edited == null ? null : edited.getProject();
	}
}
