import java.io.File;
import java.util.stream.Collectors;

import org.eclipse.emf.codegen.ecore.generator.Generator;
import org.eclipse.emf.codegen.ecore.generator.GeneratorAdapterFactory;
import org.eclipse.emf.codegen.ecore.genmodel.GenModel;
import org.eclipse.emf.codegen.ecore.genmodel.GenModelPackage;
import org.eclipse.emf.codegen.ecore.genmodel.generator.GenBaseGeneratorAdapter;
import org.eclipse.emf.codegen.ecore.genmodel.generator.GenModelGeneratorAdapterFactory;
import org.eclipse.emf.common.util.BasicMonitor;
import org.eclipse.emf.common.util.Diagnostic;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.plugin.EcorePlugin;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.eclipse.emf.ecore.xmi.impl.EcoreResourceFactoryImpl;

/**
 * Generates the classes of a model, in the build, without an IDE: {@code java -cp … Generate.java PROJECT model/x.genmodel}. What is
 * wrong with the model ends it with an exception in words.
 */
public class Generate {
	public static void main(String[] arguments) throws Exception {
		File project = new File(arguments[0]).getCanonicalFile();
		String name = project.getName();
		EcorePlugin.getPlatformResourceMap().put(name, URI.createFileURI(project.getPath() + "/"));
		var factories = Resource.Factory.Registry.INSTANCE.getExtensionToFactoryMap();
		factories.put("ecore", new EcoreResourceFactoryImpl());
		factories.put("genmodel", new EcoreResourceFactoryImpl());
		GenModelPackage.eINSTANCE.eClass();
		GeneratorAdapterFactory.Descriptor.Registry.INSTANCE.addDescriptor(GenModelPackage.eNS_URI, GenModelGeneratorAdapterFactory.DESCRIPTOR);
		ResourceSet resources = new ResourceSetImpl();
		resources.getURIConverter().getURIMap().putAll(EcorePlugin.computePlatformURIMap(false));
		GenModel model = (GenModel) resources.getResource(URI.createPlatformResourceURI(name + "/" + arguments[1], true), true).getContents().get(0);
		model.reconcile();
		model.setCanGenerate(true);
		model.setValidateModel(true);
		check("validate", model.diagnose());
		Generator generator = new Generator();
		generator.setInput(model);
		check("generate", generator.generate(model, GenBaseGeneratorAdapter.MODEL_PROJECT_TYPE, new BasicMonitor()));
	}

	private static void check(String step, Diagnostic result) {
		if (result.getSeverity() >= Diagnostic.ERROR) {
			throw new IllegalStateException(result.getChildren().stream().map(child -> "\n  " + child)
					.collect(Collectors.joining("", step + ": " + result.getMessage(), "")));
		}
	}
}
