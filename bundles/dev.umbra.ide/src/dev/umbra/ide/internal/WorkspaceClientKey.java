package dev.umbra.ide.internal;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

import org.eclipse.osgi.service.datalocation.Location;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.ui.ClientKey;

/**
 * One key per workspace: the IDE has one window model in each. Before a workspace is chosen the key is {@code ide}; no
 * part of ours is open then.
 */
@Component
public final class WorkspaceClientKey implements ClientKey {
	private static final String IDE = "ide";
	private final Location workspace;

	@Activate
	public WorkspaceClientKey(@Reference(target = "(type=osgi.instance.area)") Location workspace) {
		this.workspace = workspace;
	}

	@Override
	public String value() {
		URL url = workspace.getURL();
		return url == null ? IDE : IDE + ":" + path(url);
	}

	private static String path(URL url) {
		try {
			return Path.of(url.toURI()).normalize().toString();
		} catch (URISyntaxException | IllegalArgumentException e) {
			// a workspace whose name was not encoded in its address, as older starters give it
			return url.getPath();
		}
	}
}
