@echo off
rem Opens the Umbra workbench. UMBRA_HOME: another data folder; UMBRA_WORKBENCH: where the window's layout is kept;
rem UMBRA_THEME: light, dark or system; UMBRA_JAVA_OPTIONS: more options for Java.
setlocal
call "%~dp0launch.cmd" || (pause & exit /b 1)
set "UMBRA_ROOT=%~dp0"
set "UMBRA_ROOT=%UMBRA_ROOT:~0,-1%"
set "UMBRA_AREA=%LOCALAPPDATA%\Umbra-Workbench"
if defined UMBRA_HOME set "UMBRA_AREA=%UMBRA_HOME%\workbench"
if defined UMBRA_WORKBENCH set "UMBRA_AREA=%UMBRA_WORKBENCH%"
set UMBRA_MORE="-Dumbra.runtime=%UMBRA_ROOT%"
if defined UMBRA_HOME set UMBRA_MORE=%UMBRA_MORE% "-Dumbra.home=%UMBRA_HOME%"
if defined UMBRA_THEME set UMBRA_MORE=%UMBRA_MORE% "-Dumbra.theme=%UMBRA_THEME%"
for %%f in ("%~dp0plugins\org.eclipse.equinox.launcher_*.jar") do start "" "%UMBRA_JAVA%\javaw.exe" -Xmx1g -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:-UsePerfData %UMBRA_JAVA_OPTIONS% %UMBRA_MORE% -jar "%%~ff" -nosplash -data "%UMBRA_AREA%" %*
