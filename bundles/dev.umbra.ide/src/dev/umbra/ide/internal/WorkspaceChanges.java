package dev.umbra.ide.internal;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IResourceChangeEvent;
import org.eclipse.core.resources.IResourceChangeListener;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.runtime.CoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.ui.FileChanges;

/**
 * Which projects had files written, added or removed, after each change of the workspace. What builders made does not count, nor do
 * markers: git is asked for what people write. Listeners are told on the thread that made the change, after it.
 */
@Component
public final class WorkspaceChanges implements FileChanges {
	private static final System.Logger LOG = System.getLogger(WorkspaceChanges.class.getName());
	/** Of a file: it says something else now. */
	private static final int WRITTEN = IResourceDelta.CONTENT | IResourceDelta.REPLACED | IResourceDelta.TYPE;
	private final IWorkspace workspace;

	@Activate
	public WorkspaceChanges(@Reference IWorkspace workspace) {
		this.workspace = workspace;
	}

	@Override
	public Runnable onChange(Consumer<Path> listener) {
		IResourceChangeListener mine = event -> changed(event, listener);
		workspace.addResourceChangeListener(mine, IResourceChangeEvent.POST_CHANGE);
		return () -> workspace.removeResourceChangeListener(mine);
	}

	private static void changed(IResourceChangeEvent event, Consumer<Path> listener) {
		IResourceDelta delta = event.getDelta();
		if (delta == null) {
			return;
		}
		Set<Path> told = new LinkedHashSet<>();
		for (IResourceDelta each : delta.getAffectedChildren()) {
			Path path = ProjectFolderChooser.path(each.getResource());
			if (path != null && isWritten(each)) {
				told.add(path);
			}
		}
		told.forEach(listener);
	}

	/** Whether a file of a project says something else, came or went. */
	private static boolean isWritten(IResourceDelta project) {
		boolean[] found = { project.getResource() instanceof IProject && project.getKind() != IResourceDelta.CHANGED };
		try {
			project.accept(each -> {
				found[0] |= each.getResource().getType() == IResource.FILE && !each.getResource().isDerived(IResource.CHECK_ANCESTORS)
						&& (each.getKind() != IResourceDelta.CHANGED || (each.getFlags() & WRITTEN) != 0);
				return !found[0] && !each.getResource().isDerived();
			});
		} catch (CoreException e) {
			LOG.log(System.Logger.Level.DEBUG, "a change of " + project.getFullPath() + " cannot be looked at: it counts", e);
			return true;
		}
		return found[0];
	}
}
