package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.Records;
import dev.umbra.core.port.Settings;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.port.WindowRecords;

/** A window or an IDE: the host's bundles are installed, but nobody has the role of the host. */
class WithoutRoleTest {
	@BeforeEach
	void likeTheFrameworkWasBorn() throws BundleException {
		Framework.clientLooksAt(Framework.BORN_WITH);
	}

	@Test
	void noHostSideComponentIsActive() {
		assertEquals(List.of(), Framework.references(HostRole.class));
		assertEquals(List.of(), Framework.activeHostComponents());
		for (Class<?> port : List.of(Entries.class, Records.class, WindowRecords.class, Settings.class, StoreFile.class, AgentRuntime.class)) {
			assertEquals(List.of(), Framework.references(port), port::getName);
		}
	}

	@Test
	void everyHostSideComponentWaitsForTheRole() {
		ServiceComponentRuntime runtime = Framework.service(ServiceComponentRuntime.class);
		List<ComponentDescriptionDTO> components = Framework.hostComponents();
		assertTrue(components.size() >= 4, components::toString);
		for (ComponentDescriptionDTO component : components) {
			assertTrue(Arrays.stream(component.references).anyMatch(reference -> reference.interfaceName.equals(HostRole.class.getName())
					&& reference.cardinality.equals("1..1")), component.implementationClass);
			for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
				assertEquals(ComponentConfigurationDTO.UNSATISFIED_REFERENCE, configuration.state, component.implementationClass);
				assertTrue(Arrays.stream(configuration.unsatisfiedReferences).anyMatch(missing -> roleIs(component, missing.name)),
						component.implementationClass);
			}
		}
	}

	private static boolean roleIs(ComponentDescriptionDTO component, String reference) {
		Set<String> names = Arrays.stream(component.references)
				.filter(each -> each.interfaceName.equals(HostRole.class.getName())).map(each -> each.name).collect(Collectors.toSet());
		return names.contains(reference);
	}

	@Test
	void theClientOffersTheHostOfAnotherProcessAndStartsNoneUnasked() {
		for (Class<?> contract : List.of(Sessions.class, Agents.class, Attention.class, Tabs.class, Drafts.class, Host.class, RemoteHost.class)) {
			assertEquals(List.of(true), Framework.references(contract).stream().map(Framework::isRemote).toList(), contract::getName);
		}
		assertFalse(Framework.service(RemoteHost.class).isConnected());
	}

	@Test
	void theFrameworksOwnDataFolderIsNotEvenMade() {
		assertFalse(Files.exists(Framework.BORN_WITH));
	}
}
