package dev.umbra.host;

import java.time.Instant;
import java.util.Objects;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.HostRole;

/** The machine's clocks as a service of the host; the test kit registers its own above it. */
@Component(service = Clocks.class, property = "service.ranking:Integer=-100")
public final class SystemClocks implements Clocks {
	/** @param role keeps it from being there in a window, like every part of the host */
	@Activate
	public SystemClocks(@Reference HostRole role) {
		Objects.requireNonNull(role);
	}

	@Override
	public Instant instant() {
		return SYSTEM.instant();
	}

	@Override
	public long nanos() {
		return SYSTEM.nanos();
	}
}
