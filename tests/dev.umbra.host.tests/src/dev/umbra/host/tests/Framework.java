package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The framework that the tests run in: its services, its components, and which data folder its client looks at. */
final class Framework {
	/** The data folder that this framework was started with; no test ever makes a host there. */
	static final Path BORN_WITH = Path.of(Objects.requireNonNull(System.getProperty("umbra.home")));
	static final BundleContext CONTEXT = FrameworkUtil.getBundle(Framework.class).getBundleContext();

	private Framework() {
	}

	static Bundle bundle(String name) {
		return Arrays.stream(CONTEXT.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(name)).findAny().orElseThrow();
	}

	static <S> List<ServiceReference<S>> references(Class<S> type) {
		try {
			return List.copyOf(CONTEXT.getServiceReferences(type, null));
		} catch (InvalidSyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** The service of this type, which must be the only one. */
	static <S> S service(Class<S> type) {
		List<ServiceReference<S>> references = references(type);
		assertEquals(1, references.size(), () -> type + ": " + references);
		return Objects.requireNonNull(CONTEXT.getService(references.getFirst()));
	}

	static boolean isRemote(ServiceReference<?> reference) {
		return Boolean.TRUE.equals(reference.getProperty("umbra.remote"));
	}

	/** Every component of the bundles that only a host needs. */
	static List<ComponentDescriptionDTO> hostComponents() {
		return List.copyOf(service(ServiceComponentRuntime.class).getComponentDescriptionDTOs(bundle("dev.umbra.store"),
				bundle("dev.umbra.agent"), bundle("dev.umbra.git"), bundle("dev.umbra.host")));
	}

	/** Host-side components that have an instance now, by class. */
	static List<String> activeHostComponents() {
		ServiceComponentRuntime runtime = service(ServiceComponentRuntime.class);
		List<String> active = new ArrayList<>();
		for (ComponentDescriptionDTO component : hostComponents()) {
			for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
				if (configuration.state == ComponentConfigurationDTO.ACTIVE) {
					active.add(component.implementationClass);
				}
			}
		}
		return active;
	}

	/** The client starts anew and looks at this data folder. */
	static void clientLooksAt(Path home) throws BundleException {
		System.setProperty("umbra.home", home.toString());
		Bundle client = bundle("dev.umbra.client");
		client.stop(Bundle.STOP_TRANSIENT);
		client.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
	}
}
