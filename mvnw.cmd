@echo off
rem Runs Maven with a JDK 21 or later and a Maven 3.9 or later; see mvnw, which does the same on the other systems.
rem Written, not verified on Windows.
setlocal EnableExtensions DisableDelayedExpansion
set "UMBRA_MAVEN=3.9.16"
set "UMBRA_JDK="

if defined JAVA_HOME call :jdk "%JAVA_HOME%"
if not defined UMBRA_JDK for /f "delims=" %%J in ('where javac.exe 2^>nul') do call :jdk "%%~dpJ.."
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%LocalAppData%\Programs\Eclipse Adoptium" "%UserProfile%\.jdks") do (
  if not defined UMBRA_JDK if exist "%%~R" for /d %%J in ("%%~R\*") do call :jdk "%%~J"
)
if not defined UMBRA_JDK (
  echo No JDK 21 or later found ^(looked at JAVA_HOME, PATH and the usual places^). Install one, or set JAVA_HOME to its folder. 1>&2
  exit /b 1
)
set "JAVA_HOME=%UMBRA_JDK%"

set "UMBRA_USER=%MAVEN_USER_HOME%"
if not defined UMBRA_USER set "UMBRA_USER=%UserProfile%\.m2"
set "UMBRA_FETCHED=%UMBRA_USER%\umbra-maven\apache-maven-%UMBRA_MAVEN%\bin\mvn.cmd"
set "UMBRA_MVN="
for /f "delims=" %%M in ('where mvn.cmd 2^>nul') do if not defined UMBRA_MVN set "UMBRA_MVN=%%M"
if not defined UMBRA_MVN if exist "%MAVEN_HOME%\bin\mvn.cmd" set "UMBRA_MVN=%MAVEN_HOME%\bin\mvn.cmd"
if not defined UMBRA_MVN goto fetched
for /f "tokens=3" %%V in ('call "%UMBRA_MVN%" -v 2^>nul ^| findstr /r /c:"Apache Maven 3\.9" /c:"Apache Maven 3\.[1-9][0-9]"') do goto run

:fetched
if exist "%UMBRA_FETCHED%" (
  set "UMBRA_MVN=%UMBRA_FETCHED%"
  goto run
)
if not defined UMBRA_MVN (
  echo No Maven found on the PATH. Install one of any 3.x version and try again. 1>&2
  exit /b 1
)
echo The installed Maven is older than 3.9: letting it fetch Maven %UMBRA_MAVEN% into %UMBRA_USER%\umbra-maven ... 1>&2
if not exist "%UMBRA_USER%\umbra-maven" mkdir "%UMBRA_USER%\umbra-maven"
pushd "%UMBRA_USER%\umbra-maven"
call "%UMBRA_MVN%" -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack "-Dartifact=org.apache.maven:apache-maven:%UMBRA_MAVEN%:tar.gz:bin" "-DoutputDirectory=%UMBRA_USER%\umbra-maven"
popd
if not exist "%UMBRA_FETCHED%" (
  echo Maven %UMBRA_MAVEN% could not be fetched; the lines above say why. Check the network and the Maven settings, or install Maven 3.9. 1>&2
  exit /b 1
)
set "UMBRA_MVN=%UMBRA_FETCHED%"

:run
set "UMBRA_EXTRA="
if exist "%~dp0.git" git -C "%~dp0." rev-parse -q --verify HEAD >nul 2>nul || set "UMBRA_EXTRA=-Dumbra.no-git"
call "%UMBRA_MVN%" %UMBRA_EXTRA% %*
exit /b %ERRORLEVEL%

rem Takes the JDK in %1 if none is set yet and its version is 21 or later.
:jdk
if defined UMBRA_JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do call :version "%~1" %%V
exit /b 0

:version
set "UMBRA_V=%~2"
set "UMBRA_V=%UMBRA_V:"=%"
if not "%UMBRA_V%"=="1" if %UMBRA_V% GEQ 21 set "UMBRA_JDK=%~f1"
exit /b 0
