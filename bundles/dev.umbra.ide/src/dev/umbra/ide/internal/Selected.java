package dev.umbra.ide.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.IPath;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPathEditorInput;
import org.eclipse.ui.IURIEditorInput;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.texteditor.ITextEditor;
import org.jspecify.annotations.Nullable;

/** What a person selected, read once, on the SWT thread; the values are immutable. */
sealed interface Selected {
	/** The folder that a new session about it begins in. */
	Path home();

	/** In words for a composer. @param folder the session's, or null */
	String quote(@Nullable Path folder);

	/** @param text empty: only the place */
	record Text(Path file, int from, int to, String text, Path home) implements Selected {
		@Override
		public String quote(@Nullable Path folder) {
			return text.isEmpty() ? Quote.place(file, from, folder) : Quote.text(file, from, to, text, folder);
		}
	}

	record Resources(List<Path> files, Path home) implements Selected {
		public Resources {
			files = List.copyOf(files);
		}

		@Override
		public String quote(@Nullable Path folder) {
			return Quote.files(files, folder);
		}
	}

	/** @return null if nothing of it lies in a local file system */
	static @Nullable Selected of(@Nullable IWorkbenchPart part, @Nullable ISelection selection) {
		return switch (selection) {
		case ITextSelection text -> text(part, text);
		case IStructuredSelection elements -> resources(elements);
		case null, default -> null;
		};
	}

	private static @Nullable Text text(@Nullable IWorkbenchPart part, ITextSelection selection) {
		ITextEditor editor = Adapters.adapt(part, ITextEditor.class);
		if (editor == null) {
			return null;
		}
		IEditorInput input = editor.getEditorInput();
		IResource resource = Adapters.adapt(input, IResource.class);
		Path file = resource != null ? ProjectFolderChooser.path(resource) : path(input);
		if (file == null) {
			return null;
		}
		String text = selection.getText() == null ? "" : selection.getText();
		return new Text(file, selection.getStartLine() + 1, selection.getEndLine() + 1, text, home(resource, file));
	}

	private static @Nullable Path path(IEditorInput input) {
		return switch (input) {
		case IPathEditorInput path when path.getPath() instanceof IPath place -> place.toPath();
		case IURIEditorInput uri when "file".equals(uri.getURI().getScheme()) -> Path.of(uri.getURI());
		default -> null;
		};
	}

	private static @Nullable Resources resources(IStructuredSelection elements) {
		List<Path> files = new ArrayList<>();
		Path home = null;
		for (Object each : elements) {
			IResource resource = Adapters.adapt(each, IResource.class);
			Path file = resource == null ? null : ProjectFolderChooser.path(resource);
			if (file != null) {
				files.add(file);
				home = home == null ? home(resource, file) : home;
			}
		}
		return home == null ? null : new Resources(files, home);
	}

	private static Path home(@Nullable IResource resource, Path file) {
		IProject project = resource == null ? null : resource.getProject();
		Path folder = project == null ? null : ProjectFolderChooser.path(project);
		Path parent = file.getParent();
		return folder != null ? folder : parent != null ? parent : file;
	}
}
